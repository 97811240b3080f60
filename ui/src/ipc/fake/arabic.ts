import { Failure } from "../backend";

/** What the fake says in English, as the till itself would say it in Arabic. Only what is looked at. */
const sentences: Record<string, string> = {
  "Sold for cash.": "بيع نقدًا.",
  "Sent to the supplier.": "أُرسل إلى المزوّد.",
  "Delivered by the supplier.": "سلّمه المزوّد.",
  "The supplier is working on it.": "المزوّد يعمل عليه.",
  "The answer was lost; looking it up.": "ضاع الرد، ونحن نتحقق.",
  "Taken back by the supplier.": "استرجعه المزوّد.",
  "Looked everywhere; two of the supplier’s orders could be ours.":
    "بحثنا في كل مكان، وقد يكون أحد طلبين لدى المزوّد هو هذا.",
  "The supplier refused: the wallet is empty. Nothing was charged.": "رفضه المزوّد: المحفظة فارغة. لم يُخصم شيء.",
  "The payment was cancelled at the shop. Nothing was bought.": "أُلغي الدفع من المتجر. لم يُشتر شيء.",
  "The same product was just sold and is not finished.": "بيع المنتج نفسه قبل قليل ولم ينته بعد.",
  "Wait for its result before selling again.": "انتظر نتيجته قبل أن تبيع مرة أخرى.",
  "Change from the bank": "فكّة من البنك",
  Supplies: "مشتريات للمتجر",
  "no paper": "لا يوجد ورق",
  "Load paper, close the lid and print again.": "ضع الورق وأغلق الغطاء ثم اطبع من جديد.",
  "it broke off in the middle": "انقطعت في منتصفها",
  "It broke off in the middle": "انقطعت في منتصفها",
  "Look at the paper first: the slip may be out. Then check the cable and print again; it will be headed COPY.":
    "انظر إلى الورق أولا: ربما خرج الإيصال. ثم افحص الكابل واطبع من جديد، ويُكتب «نسخة» على التالي.",
  "the printer cannot be reached": "تعذّر الوصول إلى الطابعة",
  "Check cable and power.": "افحص الكابل والكهرباء.",
  "Copy it once more.": "انسخه مرة أخرى.",
  "Add the new address in the supplier’s panel, then test here.": "أضف العنوان الجديد في لوحة المزوّد ثم اختبر من هنا.",
  "Plug the stick in or connect the drive, then make the backup again.": "وصّل الذاكرة أو القرص ثم خذ النسخة من جديد.",
  "This is not its passphrase.": "ليست هذه عبارة مرورها.",
  "Give less.": "اكتب مبلغًا أقل.",
};
const patterns: [RegExp, string][] = [
  [/^A person decided: (.*)$/s, "قرّر شخص: $1"],
  [/^(.*) does not accept the key\.$/, "لا يقبل $1 هذا المفتاح."],
  [/^(.*) does not accept this shop’s internet address\.$/, "لا يقبل $1 عنوان الإنترنت لهذا المتجر."],
  [/^The report of Z (\d+) was not sent to the owner: no credit$/, "لم يُرسل تقرير Z $1 إلى المالك: لا رصيد"],
  [
    /^The folder for backups is not there: (.*)\. No backup was made; the till goes on\.$/,
    "مجلد النسخ الاحتياطية غير موجود: $1. لم تؤخذ نسخة، والبيع مستمر.",
  ],
  [/^(.*) is not what can be paid: (.*) ILS is owed\.$/, "$1 ليس مبلغًا يمكن دفعه: المستحق $2 شيكل."],
];

function text(said: string): string {
  const pattern = patterns.find(([english]) => english.test(said));
  return sentences[said] ?? (pattern ? said.replace(...pattern) : said);
}

function whole(value: unknown): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map(whole);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, whole(one)]));
}

type Asked = (...given: unknown[]) => unknown;

/** The same till with its own sentences in Arabic; what it is asked goes to it as it is. */
export function inArabic<T extends object>(till: T): T {
  const listener = (given: unknown) =>
    typeof given === "function" ? (told: unknown) => (given as Asked)(whole(told)) : given;
  return new Proxy(till, {
    get(_, name) {
      const found: unknown = Reflect.get(till, name);
      if (typeof found !== "function") return found;
      return (...given: unknown[]) => {
        const answer = (found as Asked).apply(till, given.map(listener));
        if (!(answer instanceof Promise)) return answer;
        return answer.then(
          (data: unknown) => (typeof data === "function" ? data : whole(data)),
          (error: unknown) => {
            if (!(error instanceof Failure)) throw error;
            throw new Failure({ code: error.code, message: text(error.message), hint: text(error.hint) });
          },
        );
      };
    },
  });
}
