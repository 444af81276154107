def handler(event, context):
    return "count"
