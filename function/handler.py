"""The Lambda function's handler."""

import logging

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handler(event, context):
    """Returns the event with "key" set to "value".

    Raises TypeError when the event is no JSON object.
    """
    logger.info("event: %s", event)
    logger.info("context: %s", context)
    if not isinstance(event, dict):
        raise TypeError(f"event must be a JSON object, was {type(event).__name__}")
    event["key"] = "value"
    return event
