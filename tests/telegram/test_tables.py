"""Every conversation table of the project, held on Telegram."""

# ruff: noqa: F403, F821
from tests.dialogue.test_conversation import *
from tests.dialogue.test_documents import *
from tests.dialogue.test_every_question import *
from tests.dialogue.test_steps import *

# Where the file lies on the server is not told on Telegram.
del test_stored_document_has_an_unguessable_name_and_an_expiry
