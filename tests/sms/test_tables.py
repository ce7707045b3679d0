"""The conversation tables of the project, held by SMS; those of every question are apart."""

# ruff: noqa: F403, F821
from tests.dialogue.test_conversation import *
from tests.dialogue.test_documents import *
from tests.dialogue.test_steps import *

# Where the file lies on the server is not told by SMS.
del test_stored_document_has_an_unguessable_name_and_an_expiry
