package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The examples of the guide's section on DynamoDB, as they stand there. */
class GuideTest {
  private final Desk desk = new Desk();

  @BeforeEach
  void nameARegion() {
    System.setProperty("aws.region", "us-east-1");
  }

  @AfterEach
  void close() {
    desk.close();
    System.clearProperty("aws.region");
  }

  @Test
  void store_opensWithoutAskingAnything() {
    IdempotencyStore store = DynamoIdempotencyStore.open("ferry-records");

    assertThat(store.transactional()).isTrue();
    store.close();
  }

  @Test
  void effect_isCommittedWithTheCompletion() {
    Completion completion = desk.store.completion(desk.claimed("a"), List::of);
    TransactWriteItem putPayment =
        TransactWriteItem.builder()
            .put(
                put ->
                    put.tableName(Desk.TABLE).item(Map.of("k", AttributeValue.fromS("payment-1"))))
            .build();

    DynamoCommit commit = completion.unwrap(DynamoCommit.class).orElseThrow();
    Written written = commit.commit(List.of(putPayment));

    assertThat(written).isEqualTo(Written.WRITTEN);
  }

  @Test
  void guide_showsWhatIsTestedHere() throws IOException {
    String guide = Files.readString(Path.of("../../portable-api/docs/guides/idempotency.md"));
    int start = guide.indexOf("## On DynamoDB");
    String section = guide.substring(start, guide.indexOf("\n## ", start));
    List<String> examples =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(section)
            .results()
            .map(found -> onOneLine(found.group(1)))
            .toList();

    assertThat(examples).hasSize(2);
    assertThat(
            onOneLine(Files.readString(Path.of("src/test/java/dev/ferry/dynamodb/GuideTest.java"))))
        .contains(examples);
  }

  private static String onOneLine(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
