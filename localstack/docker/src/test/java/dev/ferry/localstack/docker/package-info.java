/** Clouds in Docker: the containers that tests start, and what they must answer. */
@NullMarked
package dev.ferry.localstack.docker;

import org.jspecify.annotations.NullMarked;
