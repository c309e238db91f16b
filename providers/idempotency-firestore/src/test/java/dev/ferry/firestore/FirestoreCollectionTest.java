package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of collections. */
class FirestoreCollectionTest {
  @Test
  void address_namesProjectAndCollection_inTheDefaultDatabase() {
    FirestoreCollection collection =
        FirestoreCollection.of(Address.parse("firestore:my-project/ferry-records"));

    assertThat(collection)
        .isEqualTo(new FirestoreCollection("my-project", "(default)", "ferry-records"));
    assertThat(collection.documentName("a"))
        .isEqualTo("projects/my-project/databases/(default)/documents/ferry-records/a");
    assertThat(collection).hasToString("my-project/ferry-records");
  }

  @Test
  void address_mayNameADatabase() {
    FirestoreCollection collection =
        FirestoreCollection.of(Address.parse("firestore:p/orders/records"));

    assertThat(collection).isEqualTo(new FirestoreCollection("p", "orders", "records"));
    assertThat(FirestoreCollection.parse(collection.toString())).isEqualTo(collection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "records",
        "p/",
        "/records",
        "p/abcd/b/c",
        "p/X/c",
        "p/__a__",
        "P/records",
        "p/.."
      })
  void whatNamesNone_isRefused(String path) {
    assertThatThrownBy(() -> FirestoreCollection.parse(path))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("PROJECT/COLLECTION");
  }
}
