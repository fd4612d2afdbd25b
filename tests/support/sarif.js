// Reads a SARIF log from standard input and says what the published schema has against it.
const Ajv = require('ajv');
const fs = require('fs');
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const isValid = ajv.compile(schema);
if (!isValid(JSON.parse(fs.readFileSync(0, 'utf8')))) {
  isValid.errors.forEach(error => console.log(`${error.dataPath}: ${error.message}`));
  process.exitCode = 1;
}
