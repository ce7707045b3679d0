"""What a conversation must hold after each message, according to the core and to nothing else.

Only the core decides here: what a fact voids (`case`), what is asked next, before, and offered
(`questions`), which step has which documents (`steps`). No reading, no Rasa.
"""

import datetime as dt
from dataclasses import dataclass, field

from bot.core import case, questions
from bot.core.steps import next_step

SITUATION_FORM, LETTER_FORM = "situation_form", "letter_form"


@dataclass
class Model:
    """Where a conversation stands.

    Attributes:
        form: the form that asks, or None when nothing is asked.
        advised: the step the user was told.
        written: the documents given for this situation.
    """

    today: dt.date
    facts: dict[str, str] = field(default_factory=dict)
    form: str | None = SITUATION_FORM
    asked: str | None = case.SITUATION[0]
    document: str | None = None
    confirmed: str | None = None
    advised: str | None = None
    written: tuple[str, ...] = ()

    @property
    def step(self):
        return next_step(self.facts, self.today)

    @property
    def offered(self):
        """The values of the choices that come with the question."""
        return questions.offered(self.asked, self.facts, self.today, self.written)

    def where(self):
        """What must be held and asked, the question being the last thing said."""
        return {
            "spoke": True,
            "step": self.step.name if self.step else None,
            "asked": self.asked,
            "last said": f"utter_ask_{self.asked}" if self.asked else None,
            **{f"fact {fact}": value for fact, value in self.facts.items()},
        }

    # --- what is said

    def answer(self, slot, value):
        """Answers, or corrects, `slot`: a fact, or one of the questions about the document."""
        if slot in case.FACTS:
            self._take({slot: value})
        elif slot == "fact_to_change":
            self._drop(value)
            self.written = ()
        else:
            setattr(self, slot, value)
        self._ask()

    def back(self):
        """Asks the previous answer again; says whether there was one."""
        fact = questions.previous(self.asked, self.facts, self.document)
        if fact:
            self._drop(fact)
            self.form = self.form or SITUATION_FORM
            self._ask()
        return fact

    def stop(self):
        self.form = self.asked = None

    def resume(self):
        if not self.form:
            self._ask()

    # --- what follows

    def _take(self, given):
        known = {**self.facts, **given}
        accepted = {
            fact: value
            for fact, value in given.items()
            if case.refusal(fact, value, known, self.today) is None
        }
        after = case.settle({**self.facts, **case.implied(accepted)}, self.today)
        if any(after.get(fact) != value for fact, value in self.facts.items()):
            self.confirmed, self.written = None, ()
        self.facts = after

    def _drop(self, fact):
        del self.facts[fact]
        self.confirmed = None

    def _ask(self):
        if self.form != LETTER_FORM:
            self.asked = questions.next_of_situation(self.facts)
            self.form = SITUATION_FORM
            if self.asked is None:
                self._advise()
            return
        self.asked = questions.next_of_letter(
            self.facts, self.document, self.confirmed, self.advised, self.today
        )
        if self.asked is None:
            self._finish()

    def _advise(self):
        self.advised = self.step.name
        self.document = self.confirmed = None
        self._choose_document(self._can_write())

    def _finish(self):
        document, confirmed = self.document, self.confirmed
        self.document = self.confirmed = None
        if document == questions.NONE or confirmed == case.NO:
            self._choose_document(False)
        elif confirmed != case.YES or document not in self.step.documents:
            self._advise()
        else:
            self.written = (*self.written, document)
            self._choose_document(self._can_write())

    def _can_write(self):
        left = questions.offered("document", self.facts, self.today, self.written)
        return left != (questions.NONE,)

    def _choose_document(self, can):
        self.form, self.asked = (LETTER_FORM, "document") if can else (None, None)
