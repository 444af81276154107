/**
 * A local SDK of Pulumi's archive provider, with the names and signatures of {@code com.pulumi:archive}, as far as this
 * library uses them. A project must not depend on the published artifact as well.
 */
package com.pulumi.archive;
