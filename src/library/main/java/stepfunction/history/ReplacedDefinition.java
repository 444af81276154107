package stepfunction.history;

import java.time.Instant;

/**
 * A definition that a later deployment replaced.
 *
 * @param at when it was replaced
 */
public record ReplacedDefinition(DeployedDefinition definition, Instant at) {}
