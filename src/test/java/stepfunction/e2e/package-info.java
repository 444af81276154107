/** The end-to-end test: deploys the stack with the Pulumi CLI, runs it in AWS or in an emulator, and removes it. */
@NullMarked
package stepfunction.e2e;

import org.jspecify.annotations.NullMarked;
