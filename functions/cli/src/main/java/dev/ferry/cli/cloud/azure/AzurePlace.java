package dev.ferry.cli.cloud.azure;

import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.azuretables.RecordTableAdmin;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.azure.AzureLayout;
import dev.ferry.host.azure.LocalFunctions;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import dev.ferry.peers.azure.tables.TablesServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Clients of servers that answer as Azure does; unwraps to nothing. */
final class AzurePlace implements Place, AutoCloseable {
  private final ServiceBusPeer channels;
  private final TablesServer records;
  private final Path folder;
  private final CloudOptions options;
  private final Messaging tools;
  private final ChannelAdmin admin;

  /**
   * Opens the clients; the servers stay the caller's.
   *
   * @param folder where packages are unpacked
   */
  AzurePlace(ServiceBusPeer channels, TablesServer records, Path folder, CloudOptions options) {
    this.channels = channels;
    this.records = records;
    this.folder = folder;
    this.options = options;
    this.tools =
        Messaging.builder().provider(ServiceBusProvider.of(channels.connectionString())).build();
    this.admin = new PeerAdmin(channels);
  }

  @Override
  public Messaging tools() {
    return tools;
  }

  @Override
  public ChannelAdmin admin() {
    return admin;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "FERRY_SERVICEBUS", channels.connectionString(),
        "AzureWebJobsStorage", records.connectionString());
  }

  @Override
  public String createRecords(String name) {
    String table = tableName(name);
    table(table).createTable();
    return "azure-tables:" + table;
  }

  @Override
  public void deleteRecords(String name) {
    table(tableName(name)).dropTable();
  }

  private RecordTableAdmin table(String table) {
    return AzureTablesIdempotencyStore.builder(table)
        .connectionString(records.connectionString())
        .admin();
  }

  /** A table's name has letters and digits alone. */
  private static String tableName(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "");
  }

  @Override
  public Functions deploy(Deployment deployment) throws IOException {
    Artefact.unzip(deployment.code(), folder);
    Map<String, String> settings = new HashMap<>(environment());
    settings.putAll(deployment.variables());
    LocalFunctions.Settings apps =
        new LocalFunctions.Settings(
            folder,
            new AzureLayout().classPath(folder),
            deployment.entry(),
            settings,
            options.processes(),
            options.log()::print);
    try {
      return new HostedApps(new LocalFunctions(deployment.topology(), deployment.plan(), apps));
    } catch (IllegalArgumentException disagrees) {
      throw new MessagingException(
          ErrorCode.INVALID_ARGUMENT, false, String.valueOf(disagrees.getMessage()), disagrees);
    }
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    tools.close();
  }
}
