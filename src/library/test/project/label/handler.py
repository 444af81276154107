def handler(event, context):
    return {"label": "to " + event["town"]}
