/** Records of messages' lives in a Firestore collection. */
@NullMarked
package dev.ferry.firestore;

import org.jspecify.annotations.NullMarked;
