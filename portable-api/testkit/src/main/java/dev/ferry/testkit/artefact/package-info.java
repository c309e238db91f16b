/**
 * What a function is packaged with, held to a size and to the libraries that it needs.
 *
 * <pre>{@code
 * class ArtefactTest extends ArtefactConformance {
 *   ArtefactTest() {
 *     super(10, List.of("jackson-core"), List.of("databind", "netty"));
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.testkit.artefact;

import org.jspecify.annotations.NullMarked;
