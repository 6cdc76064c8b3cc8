"""What each day of a review is put down to: by rule where the record says it, by a person where not.

A rule reads the record and gives spans; each says which rule it was, and since when it is
known. What no rule and no person accounts for stays unexplained, and is shown as such.

Source: the causes that the 2015 review names (section 2.3); which day begins and ends a
cause's span is our own default (`product`).
"""

from models.casework.delay_causes.accounts import Account, account, account_of
from models.casework.delay_causes.reading import BY_RULE, Cause

__all__ = ["BY_RULE", "Account", "Cause", "account", "account_of"]
