const page = document.documentElement;
const { spec, provider, key } = page.dataset;

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
    if (provider === "kasko") ui.preauthorizeBasic("basicAuth", key, "");
    else ui.preauthorizeApiKey("apiKey", key);
  },
});

const button = document.querySelector("#token");
button?.addEventListener("click", async () => {
  const answer = await fetch("/api/shield/integrations/auth/authorize", { headers: { "x-api-key": key } });
  const body = await answer.json();
  if (answer.ok) ui.preauthorizeApiKey("accessToken", body.data);
  button.textContent = answer.ok ? "Token set" : `No token: ${body.details}`;
});
