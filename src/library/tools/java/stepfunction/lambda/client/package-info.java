/**
 * The client of Lambda's Runtime API for handlers in Java: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. It runs in a JVM of
 * its own, whose class path has this package and what Lambda's runtime brings, aws-lambda-java-core and aws-lambda-java-serialization,
 * and nothing else of the library. It loads, calls and answers a handler as AWS's client does, aws-lambda-java-runtime-interface-client
 * 2.6.0.
 *
 * <p>No type is part of the API.
 */
@NullMarked
package stepfunction.lambda.client;

import org.jspecify.annotations.NullMarked;
