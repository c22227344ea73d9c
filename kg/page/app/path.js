// The shortest way from one thing to another over claims, whichever way they point.

// Steps of { from, to, claims }; null where there is no way. Of several as short, the one whose first
// steps more sentences support.
const pathBetween = (start, end, claims) => {
  const ties = new Map();
  const tie = (from, to, claim) => {
    if (!ties.has(from)) ties.set(from, new Map());
    const there = ties.get(from);
    if (!there.has(to)) there.set(to, []);
    there.get(to).push(claim);
  };
  for (const claim of claims) {
    if (!claim.object || claim.object === claim.subject) continue;
    tie(claim.subject, claim.object, claim);
    tie(claim.object, claim.subject, claim);
  }
  const support = (list) => list.reduce((sum, claim) => sum + claim.evidence.length, 0);
  const before = new Map([[start, null]]),
    queue = [start];
  for (let next = 0; next < queue.length && !before.has(end); next += 1) {
    const around = [...(ties.get(queue[next]) || [])].sort(
      (a, b) => support(b[1]) - support(a[1]) || a[0].index - b[0].index,
    );
    for (const [other] of around)
      if (!before.has(other)) {
        before.set(other, queue[next]);
        queue.push(other);
      }
  }
  if (!before.has(end)) return null;
  const steps = [];
  for (let to = end, from; (from = before.get(to)); to = from) {
    steps.unshift({
      from,
      to,
      claims: ties
        .get(from)
        .get(to)
        .sort((a, b) => b.evidence.length - a.evidence.length || a.index - b.index),
    });
  }
  return steps;
};
