/** Tests of the store on Firestore, on a server in this JVM and on any endpoint. */
@NullMarked
package dev.ferry.firestore;

import org.jspecify.annotations.NullMarked;
