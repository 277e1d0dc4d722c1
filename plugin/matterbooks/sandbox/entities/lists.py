"""Payment methods: a list whose entries are made inactive, never deleted."""

from matterbooks.sandbox.entities.listed import Listed


class PaymentMethod(Listed):
    """How a customer pays."""

    name = "PaymentMethod"
