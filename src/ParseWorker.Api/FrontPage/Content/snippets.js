// What this page does, as code: the same route with the same settings. The key is read from the environment, never written into it.
import { base } from './base.js';
import { copy, h } from './dom.js';

const shell = text => `'${text.replaceAll("'", "'\\''")}'`;
/** A string in JSON, Python, JavaScript and C#; the last takes these characters for ends of a line. */
const quoted = text => JSON.stringify(text)
  .replace(/[\u0085\u2028\u2029]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
const url = () => new URL('v1/parses', base).href;

const fields = settings => Object.entries(settings).map(([name, value]) => `"${name}":${quoted(value)}`).join(',');

const curl = ({ name, type, settings }) => `# KEY holds your API key.
FILE=${shell(name)} URL=${shell(url())}
printf '{"document":{"filename":%s,"url":"data:%s;base64,%s"},"background":true,%s}' \\
  ${shell(quoted(name))} ${shell(type)} "$(base64 <"$FILE" | tr -d '\\n')" \\
  ${shell(fields(settings))} |
  curl -s "$URL" -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d @-

# With the id of the answer; waits up to a minute for the end, then again:
# curl -s "$URL/prs_…" -H "Authorization: Bearer $KEY" -H 'Prefer: wait=60'`;

const python = ({ name, type, settings }) => `# KEY holds your API key. Needs Python 3.9 and nothing else.
import base64, json, os, urllib.request

URL = ${quoted(url())}
HEADERS = {"Authorization": "Bearer " + os.environ["KEY"], "Content-Type": "application/json", "Prefer": "wait=60"}

def send(url, body=None):
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None, HEADERS)
    return json.load(urllib.request.urlopen(request))

name = ${quoted(name)}
with open(name, "rb") as file:
    document = "data:${type};base64," + base64.b64encode(file.read()).decode()
parse = send(URL, {"document": {"filename": name, "url": document}, "background": True,
                   ${fields(settings)}})
while parse["status"] not in ("completed", "failed", "cancelled"):
    parse = send(URL + "/" + parse["id"])
print(parse["output"]["text"] or parse["error"])`;

const node = ({ name, type, settings }) => `// KEY holds your API key. Needs Node 18 and nothing else; save it as parse.mjs.
import { readFileSync } from "node:fs";

const url = ${quoted(url())};
const headers = { Authorization: \`Bearer \${process.env.KEY}\`, "Content-Type": "application/json", Prefer: "wait=60" };
const send = async (address, body) => {
  const answer = await fetch(address, { headers, method: body ? "POST" : "GET", body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  return answer.json();
};

const name = ${quoted(name)};
const document = \`data:${type};base64,\${readFileSync(name, "base64")}\`;
let parse = await send(url, { document: { filename: name, url: document }, background: true, ${fields(settings)} });
while (!["completed", "failed", "cancelled"].includes(parse.status)) parse = await send(\`\${url}/\${parse.id}\`);
console.log(parse.output.text || parse.error);`;

const csharp = ({ name, type, settings }) => `// KEY holds your API key. Needs .NET 10 and nothing else: dotnet run parse.cs
#:property PublishAot=false
using System.Text;
using System.Text.Json.Nodes;

var url = ${quoted(url())};
using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("KEY"));
http.DefaultRequestHeaders.Add("Prefer", "wait=60");

var name = ${quoted(name)};
var document = "data:${type};base64," + Convert.ToBase64String(File.ReadAllBytes(name));
var body = new JsonObject
{
    ["document"] = new JsonObject { ["filename"] = name, ["url"] = document },
    ["background"] = true,
${Object.entries(settings).map(([field, value]) => `    ["${field}"] = ${quoted(value)},`).join('\n')}
};
var answer = await http.PostAsync(url, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
var parse = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
if (!answer.IsSuccessStatusCode) throw new InvalidOperationException((string?)parse["detail"]);
while ((string?)parse["status"] is not ("completed" or "failed" or "cancelled"))
    parse = JsonNode.Parse(await http.GetStringAsync($"{url}/{parse["id"]}"))!;
Console.WriteLine(parse["error"] ?? parse["output"]!["text"]);`;

const languages = { curl, Python: python, Node: node, 'C#': csharp };

/** A dialog with this parse's request in each language. */
export function showSnippets(record) {
  const request = {
    name: record.file.filename, type: record.file.mime_type,
    settings: { model: record.model, table_parsing_format: record.table_parsing_format },
  };
  const source = h('code');
  const note = h('p', { class: 'hint', role: 'status' });
  const show = language => {
    source.textContent = languages[language](request);
    note.textContent = '';
  };
  const choices = Object.keys(languages).map((language, index) => h('label', {}, h('input', {
    type: 'radio', name: 'language', value: language, checked: index === 0, onchange: () => show(language),
  }), h('span', {}, language)));
  const tell = text => {
    note.textContent = text;
  };
  const copyNow = () => copy(source.textContent).then(() => tell('Copied.'), error => tell(error.message));
  const dialog = h('dialog', { 'aria-labelledby': 'snippet-title', onclose: () => dialog.remove() },
    h('div', { class: 'dialog-top' }, h('h2', { id: 'snippet-title' }, 'The same as code'),
      h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, 'Close')),
    h('fieldset', { class: 'segments' }, h('legend', { class: 'unseen' }, 'Language'), choices),
    h('pre', { tabindex: '0', role: 'group', 'aria-label': 'Code' }, source),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', onclick: copyNow }, 'Copy'), note));
  show('curl');
  document.body.append(dialog);
  dialog.showModal();
}
