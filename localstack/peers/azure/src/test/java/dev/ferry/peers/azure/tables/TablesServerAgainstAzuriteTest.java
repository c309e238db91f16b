package dev.ferry.peers.azure.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.data.tables.TableClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shape of request is answered alike by this server and by the vendor's emulator, or whatever
 * else a connection string leads to.
 *
 * <pre>./mvnw test -pl :ferry-peers-azure -am -Dtest=TablesServerAgainstAzuriteTest
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dferry.azure.tables='DefaultEndpoints...'</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "ferry.azure.tables",
    matches = ".+",
    disabledReason = "no -Dferry.azure.tables=CONNECTION_STRING of an Azurite that runs")
class TablesServerAgainstAzuriteTest {
  private final TablesServer server = TablesServer.start();
  private final TableClient ours = TableClients.withNewTable(server.connectionString());
  private final TableClient theirs =
      TableClients.withNewTable(System.getProperty("ferry.azure.tables"));

  private static Stream<Shape> shapes() {
    return Shapes.all();
  }

  @AfterAll
  void close() {
    theirs.deleteTable();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shape_isAnsweredAlike(Shape shape) {
    assertThat(shape.answers(ours)).isEqualTo(shape.answers(theirs));
  }
}
