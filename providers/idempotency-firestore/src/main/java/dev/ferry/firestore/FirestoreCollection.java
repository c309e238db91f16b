package dev.ferry.firestore;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.util.regex.Pattern;

/**
 * A collection at the root of a database. Immutable.
 *
 * @param project the project's id
 * @param database the database's id; {@value #DEFAULT_DATABASE} where a project has one
 * @param collection the collection's id
 */
public record FirestoreCollection(String project, String database, String collection) {
  /** The database that a project has first. */
  public static final String DEFAULT_DATABASE = "(default)";

  private static final Pattern PROJECT = Pattern.compile("[a-z0-9.:-]{1,63}");
  private static final Pattern DATABASE = Pattern.compile("\\(default\\)|[a-z][a-z0-9-]{3,62}");
  private static final Pattern COLLECTION = Pattern.compile("(?!__)[A-Za-z0-9_.-]{1,255}");

  /**
   * Checks the ids.
   *
   * @throws MessagingException INVALID_ARGUMENT when one of them cannot be one
   */
  public FirestoreCollection {
    check("project", PROJECT, project);
    check("database", DATABASE, database);
    check("collection", COLLECTION, collection);
  }

  private static void check(String what, Pattern pattern, String id) {
    if (!pattern.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      throw MessagingException.invalid(
          "open a Firestore collection: '%s' is no id of a %s; write PROJECT/COLLECTION"
              .formatted(id, what));
    }
  }

  /**
   * The collection that {@code PROJECT/COLLECTION} names, in the default database, or {@code
   * PROJECT/DATABASE/COLLECTION}.
   *
   * @throws MessagingException INVALID_ARGUMENT when it names none
   */
  public static FirestoreCollection parse(String path) {
    String[] ids = path.split("/", -1);
    if (ids.length < 2 || ids.length > 3) {
      throw MessagingException.invalid(
          "open a Firestore collection: '%s' names none; write PROJECT/COLLECTION or"
                  .formatted(path)
              + " PROJECT/DATABASE/COLLECTION");
    }
    return new FirestoreCollection(
        ids[0], ids.length == 3 ? ids[1] : DEFAULT_DATABASE, ids[ids.length - 1]);
  }

  /**
   * The collection of {@code firestore:PROJECT/COLLECTION} or {@code
   * firestore:PROJECT/DATABASE/COLLECTION}.
   *
   * @throws MessagingException INVALID_ARGUMENT when it names none
   */
  public static FirestoreCollection of(Address address) {
    return parse(address.name());
  }

  /** {@code projects/PROJECT/databases/DATABASE}. */
  public String databaseName() {
    return "projects/" + project + "/databases/" + database;
  }

  /** {@code projects/PROJECT/databases/DATABASE/documents}: what queries begin at. */
  public String parentName() {
    return databaseName() + "/documents";
  }

  /** The whole name of one of its documents. */
  public String documentName(String id) {
    return parentName() + "/" + collection + "/" + id;
  }

  /** The shortest path that {@link #parse} reads as this collection. */
  @Override
  public String toString() {
    return database.equals(DEFAULT_DATABASE)
        ? project + "/" + collection
        : project + "/" + database + "/" + collection;
  }
}
