/**
 * The items of files that the reader of a distributed Map reads from S3, read from files of the project.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.dataset;

import org.jspecify.annotations.NullMarked;
