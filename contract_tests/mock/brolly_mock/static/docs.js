const page = document.documentElement;
const { spec, provider, key, channelKey } = page.dataset;

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => page.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

const ui = SwaggerUIBundle({
  url: spec,
  dom_id: "#reference",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  // Asks an outside service otherwise.
  validatorUrl: null,
  onComplete() {
    if (provider === "kasko") {
      ui.preauthorizeBasic("basicAuth", key, "");
    } else {
      ui.preauthorizeApiKey("apiKey", key);
      ui.preauthorizeApiKey("channelKey", channelKey);
    }
  },
});

async function authorize(part, own, scheme) {
  const answer = await fetch(`/api/shield/${part}/auth/authorize`, { headers: { "x-api-key": own } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.details);
  ui.preauthorizeApiKey(scheme, body.data);
}

const button = document.querySelector("#token");
button?.addEventListener("click", async () => {
  try {
    await authorize("integrations", key, "accessToken");
    await authorize("v1", channelKey, "channelToken");
    button.textContent = "Tokens set";
  } catch (failure) {
    button.textContent = `No token: ${failure.message}`;
  }
});
