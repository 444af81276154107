package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function brings a package that is committed in its folder. One that {@code greet/requirements.txt} pins is installed instead. */
class FunctionWithPackageTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config).function("greet", "greet");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Greet",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Greet": {
                      "Type": "Task",
                      "Resource": "${GreetArn}",
                      "TimeoutSeconds": "${GreetTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "greet/handler.py", """
                import inflection


                def handler(event, context):
                    return "Hello " + inflection.titleize(event["name"])
                """,
                "greet/inflection/__init__.py", """
                def titleize(word):
                    return word.title()
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"name": "ada lovelace"},
                  "output": "Hello Ada Lovelace"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeGreet: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-greet
                """;
    }
}
