package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Requests that are sent one after the other, each answered.
 *
 * @param name says what is shown
 * @param requests the requests
 */
record Shape(String name, List<Step> requests) {
  /** One request, and what the answer says, as text. */
  interface Step {
    String send(Desk desk);
  }

  static Shape of(String name, Step... requests) {
    return new Shape(name, List.of(requests));
  }

  @Override
  public String toString() {
    return name;
  }

  /** A write, made for a desk. */
  interface Change extends Function<Desk, Write> {
    default Change when(Function<Desk, Precondition> condition) {
      return desk -> apply(desk).toBuilder().setCurrentDocument(condition.apply(desk)).build();
    }

    default Change masked(String... fields) {
      return desk ->
          apply(desk).toBuilder()
              .setUpdateMask(DocumentMask.newBuilder().addAllFieldPaths(Arrays.asList(fields)))
              .build();
    }
  }

  static Change set(String id, String... fields) {
    return desk -> desk.set(id, fields);
  }

  static Change absent(String id, String... fields) {
    return desk -> desk.create(id, fields);
  }

  static Change delete(String id) {
    return desk -> Write.newBuilder().setDelete(desk.name(id)).build();
  }

  static Function<Desk, Precondition> exists(boolean there) {
    return desk -> Precondition.newBuilder().setExists(there).build();
  }

  /** The update time that a commit remembered by this name. */
  static Function<Desk, Precondition> at(String remembered) {
    return desk -> desk.updatedAt(remembered);
  }

  private static List<Write> writes(Desk desk, Change... changes) {
    return Arrays.stream(changes).map(change -> change.apply(desk)).toList();
  }

  static Step commit(Change... changes) {
    return commit("last", changes);
  }

  /** A commit, whose first update time is remembered. */
  static Step commit(String remember, Change... changes) {
    return desk -> {
      CommitResponse response =
          desk.stub()
              .commit(
                  CommitRequest.newBuilder()
                      .setDatabase(desk.database)
                      .addAllWrites(writes(desk, changes))
                      .build());
      boolean first =
          response.getWriteResultsCount() > 0 && response.getWriteResults(0).hasUpdateTime();
      if (first) {
        desk.remember(remember, response.getWriteResults(0).getUpdateTime());
      }
      return Described.of(response);
    };
  }

  /** Whether two update times that were remembered are the same. */
  static Step same(String one, String other) {
    return desk -> "same: " + desk.updatedAt(one).equals(desk.updatedAt(other));
  }

  static Step batch(Change... changes) {
    return desk ->
        Described.of(
            desk.stub()
                .batchWrite(
                    BatchWriteRequest.newBuilder()
                        .setDatabase(desk.database)
                        .addAllWrites(writes(desk, changes))
                        .build()));
  }

  static Step read(String... ids) {
    return desk -> {
      List<String> answers = new ArrayList<>();
      desk.stub()
          .batchGetDocuments(
              BatchGetDocumentsRequest.newBuilder()
                  .setDatabase(desk.database)
                  .addAllDocuments(Arrays.stream(ids).map(desk::name).toList())
                  .build())
          .forEachRemaining(answer -> answers.add(Described.of(answer)));
      return answers.stream().sorted().toList().toString();
    };
  }

  /** A query of the records. */
  static Step query(Function<StructuredQuery.Builder, StructuredQuery.Builder> more) {
    return desk -> {
      List<String> answers = new ArrayList<>();
      StructuredQuery.Builder query =
          StructuredQuery.newBuilder()
              .addFrom(CollectionSelector.newBuilder().setCollectionId("records"));
      desk.stub()
          .runQuery(
              RunQueryRequest.newBuilder()
                  .setParent(desk.documents())
                  .setStructuredQuery(more.apply(query))
                  .build())
          .forEachRemaining(answer -> answers.add(Described.of(answer)));
      return answers.toString();
    };
  }

  static FieldReference field(String name) {
    return FieldReference.newBuilder().setFieldPath(name).build();
  }
}
