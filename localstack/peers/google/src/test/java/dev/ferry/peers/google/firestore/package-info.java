/** Tests of the Firestore that answers in this JVM, by real clients and against the vendor's. */
@NullMarked
package dev.ferry.peers.google.firestore;

import org.jspecify.annotations.NullMarked;
