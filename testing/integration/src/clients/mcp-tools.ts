import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** The official MCP client, connected to one server. */
export class McpTools {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Connects and shakes hands. Throws what the server refuses with. */
  static async connect(transport: Transport): Promise<McpTools> {
    const client = new Client({ name: 'pyairtable-integration', version: '0' });
    await client.connect(transport);
    return new McpTools(client);
  }

  async names(): Promise<string[]> {
    const { tools } = await this.#client.listTools();
    return tools.map(({ name }) => name).sort();
  }

  /** A tool's structured answer. Throws with the tool's words when it failed. */
  async call<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.#client.callTool({ name, arguments: args });
    const text = (answer.content as { type: string; text?: string }[])
      .map((part) => part.text ?? '')
      .join('\n');
    if (answer.isError) throw new Error(text);
    return (answer.structuredContent ?? JSON.parse(text)) as T;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
