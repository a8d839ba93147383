// Starts the chat panel on the element with the id "chat"; its data- attributes say with whom and where.

import { Conversation } from "./chat/conversation.js";
import { Panel } from "./chat/panel.js";
import { Store } from "./chat/store.js";
import { loadTexts } from "./chat/texts.js";

const root = document.getElementById("chat");
if (root) {
  const { dialogueUrl, identity, token, language, name, maxCharacters } = root.dataset;
  const t = await loadTexts(language);
  const store = new Store(identity);
  const conversation = new Conversation({ url: dialogueUrl, token, language, store });
  new Panel({ root, conversation, store, t, name, language, maxCharacters: Number(maxCharacters) });
  conversation.connect();
}
