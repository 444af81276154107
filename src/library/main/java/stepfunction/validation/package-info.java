/**
 * The check of a definition, as ValidateStateMachineDefinition makes it and further: its fields, its flow, its expressions. Knows neither
 * a plan nor Pulumi.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.validation;

import org.jspecify.annotations.NullMarked;
