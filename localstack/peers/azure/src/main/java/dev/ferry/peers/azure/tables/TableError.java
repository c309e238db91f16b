package dev.ferry.peers.azure.tables;

/** A request that is refused, with the code that clients branch on. */
final class TableError extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String words;

  private TableError(int status, String code, String words) {
    super(words, null, false, false);
    this.status = status;
    this.code = code;
    this.words = words;
  }

  static TableError invalid(String code, String words) {
    return new TableError(400, code, words);
  }

  static TableError noTable() {
    return new TableError(404, "TableNotFound", "The table specified does not exist.");
  }

  static TableError noEntity() {
    return new TableError(404, "ResourceNotFound", "The specified resource does not exist.");
  }

  static TableError tableExists() {
    return new TableError(409, "TableAlreadyExists", "The table specified already exists.");
  }

  static TableError entityExists() {
    return new TableError(409, "EntityAlreadyExists", "The specified entity already exists.");
  }

  static TableError changed() {
    return new TableError(
        412,
        "UpdateConditionNotSatisfied",
        "The update condition specified in the request was not satisfied.");
  }

  static TableError tooLarge() {
    return new TableError(
        413, "RequestBodyTooLarge", "The request body is too large and exceeds 4 MiB.");
  }

  static TableError busy() {
    return new TableError(503, "ServerBusy", "The server is busy.");
  }

  static TableError notServed(String what) {
    return new TableError(501, "NotImplemented", "Not served here: " + what);
  }

  /** The same, of one operation in a transaction. */
  TableError at(int index) {
    return new TableError(status, code, index + ":" + words);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String json() {
    return Json.object(
        "odata.error",
        Json.raw(
            Json.object(
                "code", code, "message", Json.raw(Json.object("lang", "en-US", "value", words)))));
  }
}
