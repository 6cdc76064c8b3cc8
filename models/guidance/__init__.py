"""What the guidance says, as pure rules and data.

Nothing here reads a clock, a file outside this package, the environment or a
database: every rule is given the facts and the dates it needs. Figures stand
in ``data/`` with their source and provenance; the modules say what they mean.

``criteria`` advises on a referral; ``packs`` and ``timescales`` give the
deadlines; ``working_days`` and ``calendar_dates`` count; ``words`` and
``sentences`` speak Welsh and English.
"""
