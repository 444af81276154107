package stepfunction.installation;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.requirements.MarkerEnvironment;
import stepfunction.requirements.Requirement;

/** The packages that Lambda's Python runtimes include: https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included. */
public final class LambdaPackages {

    /** The last that takes Python 3.9. */
    public static final String BOTO3 = "1.42.97";

    private static final List<String> PINNED = List.of(
            "boto3==" + BOTO3,
            "botocore==" + BOTO3,
            "jmespath==1.1.0",
            "python-dateutil==2.9.0.post0",
            "s3transfer==0.16.1",
            "six==1.17.0",
            "urllib3==1.26.20; python_version < '3.10'",
            "urllib3==2.8.0; python_version >= '3.10'");

    private LambdaPackages() {}

    /** As pip takes them. */
    public static List<String> requirements() {
        return PINNED;
    }

    /** Whether Lambda brings a package in a version that the requirement accepts. */
    public static boolean satisfy(Requirement needed, MarkerEnvironment environment) {
        return provided(environment)
                .filter(each -> each.name().equals(needed.name()))
                .anyMatch(each -> needed.accepts(each.specifiers().get(0).version()));
    }

    private static Stream<Requirement> provided(MarkerEnvironment environment) {
        return PINNED.stream().map(Requirement::parse).filter(each -> each.appliesIn(environment));
    }
}
