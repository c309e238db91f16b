package dev.ferry.azure;

import com.azure.core.credential.TokenCredential;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Finds an identity by azure-identity, which is no dependency of ours: a function that has a
 * connection string does not carry it.
 */
final class Identity {
  private static final String BUILDER = "com.azure.identity.DefaultAzureCredentialBuilder";

  private Identity() {}

  /**
   * The credential of this process.
   *
   * @param clientId of the managed identity that is meant; null for the one that there is
   * @throws MessagingException FAILED_PRECONDITION when azure-identity is not there
   */
  static TokenCredential find(@Nullable String clientId) {
    try {
      Class<?> type = Class.forName(BUILDER);
      Object builder = type.getConstructor().newInstance();
      if (clientId != null) {
        type.getMethod("managedIdentityClientId", String.class).invoke(builder, clientId);
      }
      return (TokenCredential) type.getMethod("build").invoke(builder);
    } catch (ReflectiveOperationException missing) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "open Service Bus: there is no connection string in "
              + Namespace.VARIABLE
              + " and no usable com.azure:azure-identity; add one of them",
          missing);
    }
  }
}
