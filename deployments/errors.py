"""What can go wrong in running the services, said in one sentence in either language."""

from functools import cache
from importlib.resources import files

import yaml

from models.guidance.words import Words


class DeploymentError(Exception):
    """Something an operator can put right.

    Like the errors of the guidance it carries a code and facts that nobody typed;
    the sentences stand in `sentences.yaml` beside this module.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def words(self) -> Words:
        """The sentence in Welsh and English, with what to do next."""
        return sentence(self.code, **self.facts)

    exit_code = 1
    """What a command ends with: something failed."""

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        return self.words.en


class SettingsError(DeploymentError):
    """A setting in the environment cannot be understood."""

    exit_code = 2


def sentence(code: str, **facts: object) -> Words:
    """Fill in the sentence *code* in both languages.

    Raises:
        KeyError: no sentence has this code, or a fact it names is missing.
    """
    texts = _sentences()[code]
    return Words(cy=texts["cy"].format(**facts), en=texts["en"].format(**facts))


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("deployments").joinpath("sentences.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded
