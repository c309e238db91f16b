@NullMarked
package dev.ferry.aws.direct;

import org.jspecify.annotations.NullMarked;
