// Drives the client library node-quickbooks through its public interface; only the addresses are the sandbox's.
//
// Arguments: the sandbox's address, the tokens as JSON, and since when changes are asked for. Prints one JSON object for
// each thing tried: entity, operation, and error where it failed.

const { Readable } = require('stream');
const QuickBooks = require('node-quickbooks');

const [url, tokenJson, since] = process.argv.slice(2);
const tokens = JSON.parse(tokenJson);
QuickBooks.V3_ENDPOINT_BASE_URL = `${url}/v3/company/`;
QuickBooks.TOKEN_URL = `${url}/oauth2/v1/tokens/bearer`;
QuickBooks.REVOKE_URL = `${url}/v2/oauth2/tokens/revoke`;
QuickBooks.USER_INFO_URL = `${url}/v1/openid_connect/userinfo`;

const qbo = new QuickBooks(
  tokens.client_id, tokens.client_secret, tokens.access_token, false, tokens.realmId, true, false, 75, '2.0',
  tokens.refresh_token,
);

const call = (method, ...given) => new Promise((resolve, reject) => {
  qbo[method](...given, (error, answer) => {
    if (error) {
      reject(new Error(JSON.stringify(error.Fault || (error.response && error.response.data) || error.message)));
    } else {
      resolve(answer);
    }
  });
});

const report = (entity, operation, error) => console.log(JSON.stringify({ entity, operation, error }));

async function attempt(entity, operation, work) {
  try {
    const result = await work();
    report(entity, operation);
    return result;
  } catch (error) {
    report(entity, operation, String(error.message || error));
    return undefined;
  }
}

function expect(condition, words) {
  if (!condition) throw new Error(words);
}

let count = 0;
const named = (kind) => `${kind} by node ${count += 1}`;
const ref = (value) => ({ value });
const sale = (Amount) => ({ Amount, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: ref('1') } });
const expense = (Amount) => ({
  Amount, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: { AccountRef: ref('7') },
});
const side = (PostingType, account) => ({
  Amount: 10, DetailType: 'JournalEntryLineDetail', JournalEntryLineDetail: { PostingType, AccountRef: ref(account) },
});
const link = (Amount, TxnType, TxnId) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] });
const invoice = () => ({ CustomerRef: ref('1'), Line: [sale(100)] });
const bill = () => ({ VendorRef: ref('56'), Line: [expense(80)] });

const transactions = {
  Bill: async () => bill(),
  BillPayment: async () => ({
    VendorRef: ref('56'),
    PayType: 'Check',
    CheckPayment: { BankAccountRef: ref('35') },
    TotalAmt: 80,
    Line: [link(80, 'Bill', (await call('createBill', bill())).Id)],
  }),
  CreditMemo: async () => ({ CustomerRef: ref('1'), Line: [sale(12)] }),
  Deposit: async () => ({
    DepositToAccountRef: ref('35'),
    Line: [{ Amount: 20, DetailType: 'DepositLineDetail', DepositLineDetail: { AccountRef: ref('87') } }],
  }),
  Estimate: async () => ({ CustomerRef: ref('1'), Line: [sale(30)] }),
  Invoice: async () => invoice(),
  JournalEntry: async () => ({ Line: [side('Debit', '39'), side('Credit', '44')] }),
  Payment: async () => ({
    CustomerRef: ref('1'),
    TotalAmt: 60,
    Line: [link(60, 'Invoice', (await call('createInvoice', invoice())).Id)],
  }),
  Purchase: async () => ({ PaymentType: 'CreditCard', AccountRef: ref('42'), Line: [expense(10)] }),
  RefundReceipt: async () => ({ DepositToAccountRef: ref('35'), CustomerRef: ref('1'), Line: [sale(15)] }),
  SalesReceipt: async () => ({ CustomerRef: ref('1'), Line: [sale(25)] }),
  Transfer: async () => ({ FromAccountRef: ref('35'), ToAccountRef: ref('36'), Amount: 120 }),
  VendorCredit: async () => ({ VendorRef: ref('56'), Line: [expense(9)] }),
};

const lists = {
  Account: () => ({ Name: named('Account'), AccountType: 'Expense' }),
  Class: () => ({ Name: named('Class') }),
  Customer: () => ({ DisplayName: named('Customer') }),
  Department: () => ({ Name: named('Department') }),
  Employee: () => ({ GivenName: 'Bo', FamilyName: named('Employee') }),
  Item: () => ({ Name: named('Item'), Type: 'Service', IncomeAccountRef: ref('79') }),
  PaymentMethod: () => ({ Name: named('Method') }),
  Term: () => ({ Name: named('Term'), DueDays: 7 }),
  Vendor: () => ({ DisplayName: named('Vendor') }),
};

const plural = (entity) => (entity === 'Class' ? 'Classes' : entity.endsWith('y') && entity !== 'Journey'
  ? `${entity.slice(0, -1)}ies` : `${entity}s`);

async function byId(entity, id) {
  const answer = await call(`find${plural(entity)}`, [{ field: 'Id', value: id, operator: '=' }]);
  return answer.QueryResponse[entity] || [];
}

async function driveTransaction(entity, make) {
  const created = await attempt(entity, 'create', async () => call(`create${entity}`, await make()));
  if (!created) return;
  await attempt(entity, 'read', async () => expect((await call(`get${entity}`, created.Id)).Id === created.Id, 'another'));
  await attempt(entity, 'update', async () => {
    const full = { ...await call(`get${entity}`, created.Id), PrivateNote: 'changed by node', sparse: false };
    const saved = await call(`update${entity}`, full);
    expect(saved.PrivateNote === 'changed by node', 'the note did not change');
  });
  await attempt(entity, 'query', async () => expect((await byId(entity, created.Id)).length === 1, 'not found'));
  await attempt(entity, 'count', async () => {
    const answer = await call(`find${plural(entity)}`, { count: true });
    expect(answer.QueryResponse.totalCount >= 1, 'counted none');
  });
  if (entity === 'Invoice' || entity === 'Payment') {
    await attempt(entity, 'void', async () => {
      const other = await call(`create${entity}`, await make());
      await call(`void${entity}`, other);
      expect((await call(`get${entity}`, other.Id)).PrivateNote.includes('Voided'), 'no note of it');
    });
  }
  await attempt(entity, 'delete', async () => {
    const answer = await call(`delete${entity}`, created.Id);
    expect(answer[entity].status === 'Deleted', 'no notice of it');
  });
}

async function driveList(entity, make) {
  const created = await attempt(entity, 'create', () => call(`create${entity}`, make()));
  if (!created) return;
  const read = await attempt(entity, 'read', () => call(`get${entity}`, created.Id));
  await attempt(entity, 'update', () => call(`update${entity}`, { ...read, sparse: false }));
  await attempt(entity, 'query', async () => expect((await byId(entity, created.Id)).length === 1, 'not found'));
  await attempt(entity, 'inactivate', async () => {
    await call(`update${entity}`, { ...await call(`get${entity}`, created.Id), Active: false, sparse: true });
    expect((await byId(entity, created.Id)).length === 0, 'an inactive record is found');
  });
}

async function driveBatch() {
  const items = [];
  for (const [entity, make] of Object.entries({ ...transactions, ...lists })) {
    items.push({ bId: entity, operation: 'create', [entity]: await make() });
  }
  const answer = await attempt('every entity', 'batch create', () => call('batch', items));
  for (const item of answer ? answer.BatchItemResponse : []) {
    report(item.bId, 'batch create', item.Fault ? JSON.stringify(item.Fault) : undefined);
  }
  const made = answer ? answer.BatchItemResponse.filter((item) => !item.Fault) : [];
  const gone = made.filter((item) => item.bId in transactions).map((item) => (
    { bId: item.bId, operation: 'delete', [item.bId]: { Id: item[item.bId].Id, SyncToken: item[item.bId].SyncToken } }
  ));
  const deleted = await attempt('every entity', 'batch delete', () => call('batch', gone));
  for (const item of deleted ? deleted.BatchItemResponse : []) {
    report(item.bId, 'batch delete', item.Fault ? JSON.stringify(item.Fault) : undefined);
  }
}

async function driveChanges() {
  const entities = Object.keys({ ...transactions, ...lists });
  const answer = await attempt('every entity', 'change data capture', () => call('changeDataCapture', entities, since));
  const seen = answer ? answer.CDCResponse[0].QueryResponse : [];
  for (const entity of entities) {
    const changed = seen.some((part) => part[entity] && part[entity].length > 0);
    report(entity, 'changed', changed ? undefined : 'no change seen');
  }
}

async function driveOthers() {
  await attempt('CompanyInfo', 'read', () => call('getCompanyInfo', tokens.realmId));
  await attempt('Preferences', 'read', () => call('getPreferences'));
  await attempt('TaxAgency', 'create', () => call('createTaxAgency', { DisplayName: named('Agency') }));
  await attempt('TaxService', 'create', async () => {
    const agencies = (await call('findTaxAgencies')).QueryResponse.TaxAgency;
    const detail = { TaxRateName: 'n1', RateValue: '8', TaxAgencyId: agencies[0].Id, TaxApplicableOn: 'Sales' };
    await call('createTaxService', { TaxCode: named('Code'), TaxRateDetails: [detail] });
  });
  await attempt('TaxCode', 'query', () => call('findTaxCodes'));
  await attempt('TaxRate', 'query', () => call('findTaxRates'));
  const note = await attempt('Attachable', 'create', () => call('createAttachable', { Note: 'a note' }));
  await attempt('Attachable', 'query', async () => {
    expect((await call('findAttachables')).QueryResponse.Attachable.length > 0, 'none');
  });
  if (note) await attempt('Attachable', 'delete', () => call('deleteAttachable', note.Id));
  const sent = await call('createInvoice', invoice());
  await attempt('Attachable', 'upload', () => (
    call('upload', 'letter.txt', 'text/plain', Readable.from([Buffer.from('Dear client')]), 'Invoice', sent.Id)
  ));
  await attempt('Invoice', 'pdf', async () => {
    expect(Buffer.from(await call('getInvoicePdf', sent.Id)).subarray(0, 4).toString() === '%PDF', 'no PDF');
  });
  await attempt('Invoice', 'send', () => call('sendInvoicePdf', sent.Id, 'someone@example.com'));
  const prefs = await call('getPreferences');
  await attempt('Preferences', 'update', () => call('updatePreferences', {
    ...prefs, CurrencyPrefs: { ...prefs.CurrencyPrefs, MultiCurrencyEnabled: true }, sparse: true,
  }));
  await attempt('CompanyCurrency', 'query', () => call('findCompanyCurrencies'));
  await attempt('ExchangeRate', 'update', () => call('updateExchangeRate', {
    SourceCurrencyCode: 'EUR', TargetCurrencyCode: 'USD', AsOfDate: '2026-01-02', Rate: 1.25,
  }));
  await attempt('ExchangeRate', 'query', () => call('findExchangeRates', { sourcecurrencycode: 'EUR' }));
  for (const name of ['BalanceSheet', 'ProfitAndLoss', 'TrialBalance', 'AgedReceivables', 'AgedReceivableDetail',
    'AgedPayables', 'AgedPayableDetail', 'TransactionList', 'GeneralLedgerDetail', 'JournalReport',
    'AccountListDetail']) {
    await attempt('reports', name, async () => expect((await call(`report${name}`)).Header, 'no header'));
  }
  await attempt('tokens', 'userinfo', () => call('getUserInfo'));
  await attempt('tokens', 'refresh', () => call('refreshAccessToken'));
  await attempt('tokens', 'revoke', () => call('revokeAccess', true));
}

async function main() {
  for (const [entity, make] of Object.entries(transactions)) await driveTransaction(entity, make);
  for (const [entity, make] of Object.entries(lists)) await driveList(entity, make);
  await driveBatch();
  await driveChanges();
  await driveOthers();
}

main();
