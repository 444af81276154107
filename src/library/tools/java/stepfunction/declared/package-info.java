/**
 * Declares the program against the SDK's mocks, for tests and tools.
 *
 * <p>The API has {@link DeclaredStack} and {@link DeclaredStack.DeclaredResource}. Other types are public because other packages of the
 * library use them.
 */
@NullMarked
package stepfunction.declared;

import org.jspecify.annotations.NullMarked;
