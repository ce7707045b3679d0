"""How responses are spoken: those of the domain, with what the council profile fills in."""

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.core import profile


class CouncilSpeech(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, given the council's fields beside the slots."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain | None) -> None:
        super().__init__(domain.responses if domain else {})

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The response `utter_action`, its fields filled from the profile, slots and `kwargs`."""
        fields = {**profile.fields(), **kwargs}
        return await super().generate(utter_action, tracker, output_channel, **fields)
