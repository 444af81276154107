/**
 * A local SDK of Pulumi's archive provider, with the names and signatures of {@code com.pulumi:archive}, as far as this
 * project uses them. To use the published artifact, delete this package with its {@code plugin.json}, and add the dependency.
 */
package com.pulumi.archive;
