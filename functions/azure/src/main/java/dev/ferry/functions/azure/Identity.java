package dev.ferry.functions.azure;

import com.azure.core.credential.TokenCredential;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;

/**
 * The identity of the function app. The library that knows it is large and needed by those alone
 * who ask for it, so it is looked for, and never brought.
 */
final class Identity {
  private static final String BUILDER = "com.azure.identity.DefaultAzureCredentialBuilder";

  private Identity() {}

  /**
   * What gives tokens.
   *
   * @throws MessagingException FAILED_PRECONDITION when the artefact has no azure-identity
   */
  static TokenCredential ofProcess() {
    try {
      Class<?> builder = Class.forName(BUILDER);
      Object made = builder.getConstructor().newInstance();
      return (TokenCredential) builder.getMethod("build").invoke(made);
    } catch (ReflectiveOperationException absent) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "start function: a managed identity needs com.azure:azure-identity in the artefact; add it, or give a connection string",
          absent);
    }
  }
}
