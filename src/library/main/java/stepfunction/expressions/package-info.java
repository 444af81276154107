/**
 * The expressions of the two query languages as they parse: JSONPath, reference paths and intrinsic functions, and JSONata. Knows no
 * definition. Its libraries are loaded only where there is such an expression.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.expressions;

import org.jspecify.annotations.NullMarked;
