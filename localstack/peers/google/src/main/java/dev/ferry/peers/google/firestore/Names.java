package dev.ferry.peers.google.firestore;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of documents: {@code projects/P/databases/D/documents/COLLECTION/ID}, or deeper. */
final class Names {
  private static final Pattern DATABASE = Pattern.compile("projects/[^/]+/databases/[^/]+");
  private static final Pattern DOCUMENT =
      Pattern.compile("projects/[^/]+/databases/[^/]+/documents(/[^/]+/[^/]+)+");
  private static final Pattern RESERVED = Pattern.compile("__.*__");
  private static final int MOST_ID_BYTES = 1500;

  private Names() {}

  static void checkDatabase(String name) throws Refused {
    if (!DATABASE.matcher(name).matches()) {
      throw Refused.invalid("Invalid database name: " + name);
    }
  }

  /** Checks that it names a document of the database. */
  static void checkDocument(String database, String name) throws Refused {
    if (!DOCUMENT.matcher(name).matches() || !name.startsWith(database + "/documents/")) {
      throw Refused.invalid("Invalid document name: " + name);
    }
    for (String id : name.substring(database.length()).split("/", -1)) {
      if (id.getBytes(StandardCharsets.UTF_8).length > MOST_ID_BYTES
          || id.equals(".")
          || id.equals("..")
          || RESERVED.matcher(id).matches()) {
        throw Refused.invalid("Invalid id in document name: " + name);
      }
    }
  }
}
