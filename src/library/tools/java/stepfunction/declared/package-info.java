/**
 * The program declared against the SDK's mocks, as tests and tools need it.
 *
 * <p>The API has {@link DeclaredStack} and {@link DeclaredStack.DeclaredResource}. Other types are public because other packages of the
 * library use them.
 */
@NullMarked
package stepfunction.declared;

import org.jspecify.annotations.NullMarked;
