/** The packaged program against the services of the Pulumi engine that it calls, on the wire. */
@NullMarked
package stepfunction.wire;

import org.jspecify.annotations.NullMarked;
