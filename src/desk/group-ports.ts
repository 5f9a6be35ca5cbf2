/** 群推送的一条: `body` is frozen, as that of a message is. */
export interface NewPost {
  readonly id: string;
  readonly body: string;
}

export interface Post extends NewPost {
  readonly postAt: Date;
  readonly status: 'pending' | 'sent' | 'failed';
  /** A try of which nobody knows whether it got through. */
  readonly triedAt?: Date;
}

/** 群推送: what goes into the team's group. WeCom checks no repeats there, so a try that may have got through is the last. */
export interface GroupPosts {
  /** Goes out from `postAt` on. One already there stays. */
  put(post: NewPost, postAt: Date): Promise<void>;
  post(id: string): Promise<Post | undefined>;
  /** A try begins; false when one was begun before. */
  begin(id: string, at: Date): Promise<boolean>;
  /** That try clearly came to nothing. */
  untried(id: string): Promise<void>;
  sent(id: string, at: Date): Promise<void>;
  /** It will not go out (again). */
  failed(id: string, failure: string): Promise<void>;
}
