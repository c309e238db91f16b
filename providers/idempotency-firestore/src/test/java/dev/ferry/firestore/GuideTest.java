package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Write;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of the guide's section on Firestore, as they stand there. */
class GuideTest {
  private final Desk desk = new Desk();
  private final Firestore firestore =
      FirestoreOptions.newBuilder()
          .setProjectId(Desk.RECORDS.project())
          .setEmulatorHost(desk.server.endpoint())
          .build()
          .getService();

  @AfterEach
  void close() throws Exception {
    firestore.close();
    desk.close();
  }

  /** Not run: it would look for the credentials of whoever builds. */
  static IdempotencyStore opened() {
    IdempotencyStore store =
        FirestoreIdempotencyStore.open(FirestoreCollection.parse("my-project/ferry-records"));
    return store;
  }

  @Test
  void effect_isCommittedWithTheCompletion() {
    Completion completion = desk.store.completion(desk.claimed("a"), List::of);
    Write createPayment =
        Write.newBuilder()
            .setUpdate(Document.newBuilder().setName(Desk.EFFECTS.documentName("payment-1")))
            .build();

    FirestoreCommit commit = completion.unwrap(FirestoreCommit.class).orElseThrow();
    Written written = commit.commit(List.of(createPayment));

    assertThat(written).isEqualTo(Written.WRITTEN);
  }

  @Test
  void completion_joinsATransaction() throws Exception {
    Completion completion = desk.store.completion(desk.claimed("a"), List::of);
    DocumentReference account = firestore.document("accounts/a");
    account.create(Map.of("balance", 1L)).get();

    FirestoreTransactionJoin join = completion.unwrap(FirestoreTransactionJoin.class).orElseThrow();
    Written written =
        firestore
            .runTransaction(
                transaction -> {
                  long balance = transaction.get(account).get().getLong("balance");
                  Written joined = join.join(firestore, transaction);
                  if (joined == Written.WRITTEN) {
                    transaction.update(account, "balance", balance + 1);
                  }
                  return joined;
                })
            .get();

    assertThat(written).isEqualTo(Written.WRITTEN);
    assertThat(account.get().get().getLong("balance")).isEqualTo(2);
  }

  @Test
  void guide_showsWhatIsTestedHere() throws IOException {
    String guide = Files.readString(Path.of("../../portable-api/docs/guides/idempotency.md"));
    int start = guide.indexOf("## On Firestore");
    String section = guide.substring(start, guide.indexOf("\n## ", start));
    List<String> examples =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(section)
            .results()
            .map(found -> onOneLine(found.group(1)))
            .toList();

    assertThat(examples).hasSize(3);
    assertThat(
            onOneLine(
                Files.readString(Path.of("src/test/java/dev/ferry/firestore/GuideTest.java"))))
        .contains(examples);
  }

  private static String onOneLine(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
