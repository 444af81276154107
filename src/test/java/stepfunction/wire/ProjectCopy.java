package stepfunction.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stepfunction.ProjectFiles;

/** The project, copied to a folder that a test may change, with a stack of the tests' own. */
final class ProjectCopy {

    static final String STACK = "wire";
    static final String REGION = "eu-central-1";

    private static final String LEFT_OUT = "(target|src.test|\\.git)(\\W.*)?";

    private ProjectCopy() {}

    /** Copies what the program is built from and works on into an empty folder. */
    static ProjectFiles in(Path folder) throws IOException {
        try (var paths = Files.walk(Path.of(""))) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.toString().matches(LEFT_OUT)) {
                    Files.createDirectories(folder.resolve(path).getParent());
                    Files.copy(path, folder.resolve(path));
                }
            }
        }
        Files.writeString(folder.resolve("Pulumi." + STACK + ".yaml"), """
                config:
                  aws:region: eu-central-1
                  lambdaFunctionName: greeter
                  stepFunctionName: greeting
                  pinFunctionVersions: true
                  alarmTopicArn: arn:aws:sns:eu-central-1:123456789012:alarms
                """);
        return new ProjectFiles(folder);
    }
}
