def handler(event, context):
    return "greet"
