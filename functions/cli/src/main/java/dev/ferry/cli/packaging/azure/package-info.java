/**
 * How a function app on Azure is packaged: {@link dev.ferry.cli.packaging.azure.AzureLayout}.
 *
 * <p>The host reads a {@code function.json} for each function. The vendor's Maven plugin writes it
 * from the annotations of a method; {@link dev.ferry.cli.packaging.azure.AnnotatedFunctions} does
 * the same for the triggers that Ferry has.
 */
@NullMarked
package dev.ferry.cli.packaging.azure;

import org.jspecify.annotations.NullMarked;
