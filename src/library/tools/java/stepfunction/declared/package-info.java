/** The program declared against the SDK's mocks, as tests and tools need it. */
@NullMarked
package stepfunction.declared;

import org.jspecify.annotations.NullMarked;
