package dev.ferry.localstack.docker;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.testcontainers.azure.AzuriteContainer;
import org.testcontainers.azure.ServiceBusEmulatorContainer;
import org.testcontainers.gcloud.FirestoreEmulatorContainer;
import org.testcontainers.gcloud.PubSubEmulatorContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.mssqlserver.MSSQLServerContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The vendors' own emulators in containers that were not started yet; who starts one closes it.
 *
 * <p>The whole suites run at their endpoints: {@code -Dferry.google.endpoint}, {@code
 * -Dferry.firestore.endpoint}, {@code -Dferry.azure.tables}, {@code -Dferry.azure.connection}.
 */
final class CloudsInDocker {
  /** Agrees to the terms of Microsoft's emulator of Service Bus and of the database behind it. */
  static final String TERMS = "FERRY_ACCEPT_MICROSOFT_TERMS";

  static final String QUEUE = "orders";

  private static final DockerImageName GOOGLE =
      DockerImageName.parse("gcr.io/google.com/cloudsdktool/google-cloud-cli:549.0.0-emulators");

  private CloudsInDocker() {}

  static PubSubEmulatorContainer pubSub() {
    return new PubSubEmulatorContainer(GOOGLE);
  }

  static FirestoreEmulatorContainer firestore() {
    return new FirestoreEmulatorContainer(GOOGLE);
  }

  static AzuriteContainer tables() {
    return new AzuriteContainer(
        DockerImageName.parse("mcr.microsoft.com/azure-storage/azurite:3.35.0"));
  }

  /**
   * Service Bus with one queue, {@value #QUEUE}: the emulator makes what its file says, and no
   * more.
   *
   * @param database what it keeps its messages in, on a network of theirs
   */
  static ServiceBusEmulatorContainer serviceBus(MSSQLServerContainer database) {
    return new ServiceBusEmulatorContainer(
            DockerImageName.parse("mcr.microsoft.com/azure-messaging/servicebus-emulator:1.1.2"))
        .acceptLicense()
        .withConfig(Transferable.of(entities()))
        .withMsSqlServerContainer(database);
  }

  /** The database behind Service Bus. */
  static MSSQLServerContainer database() {
    return new MSSQLServerContainer(
            DockerImageName.parse("mcr.microsoft.com/mssql/server:2022-CU14-ubuntu-22.04"))
        .acceptLicense()
        .withPassword(
            "F1-" + Base64.getEncoder().encodeToString(QUEUE.getBytes(StandardCharsets.UTF_8)));
  }

  private static String entities() {
    return """
        {"UserConfig": {"Namespaces": [{"Name": "sbemulatorns",
          "Queues": [{"Name": "%s", "Properties": {"LockDuration": "PT1M", "MaxDeliveryCount": 10}}]}],
          "Logging": {"Type": "File"}}}"""
        .formatted(QUEUE);
  }
}
