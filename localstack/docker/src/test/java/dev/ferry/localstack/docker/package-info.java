/** LocalStack in Docker: the container that tests start, and what it must answer. */
@NullMarked
package dev.ferry.localstack.docker;

import org.jspecify.annotations.NullMarked;
